/**
 * Ports of small programs whose behaviour under real Tornado was recorded, one method per program, and
 * what plays them. They are also the examples of the library: each shows one rule.
 */
package io.sirocco.conformance;
