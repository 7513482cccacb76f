/** The loops of a process for JMX. */
package io.sirocco.management;
