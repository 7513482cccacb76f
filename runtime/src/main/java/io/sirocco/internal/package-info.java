/**
 * What the loop is built on and what knows nothing of Sirocco: waiting for channels and a queue of
 * timers. Not exported; may import the JDK only.
 */
package io.sirocco.internal;
