/** Host names for programs on a loop (Tornado: the resolvers of {@code tornado.netutil}). */
package io.sirocco.net;
