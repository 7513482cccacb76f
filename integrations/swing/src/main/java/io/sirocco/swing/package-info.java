/** Coroutines on the event dispatch thread of AWT and Swing, see {@link io.sirocco.swing.SwingLoop}. */
package io.sirocco.swing;
