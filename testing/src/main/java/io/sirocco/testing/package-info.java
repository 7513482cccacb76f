/** Coroutines as test methods of JUnit 5 (Tornado: {@code tornado.testing}). */
package io.sirocco.testing;
