/** Waiting in line, for the packages of locks and queues. Not exported. */
package io.sirocco.internal.line;
