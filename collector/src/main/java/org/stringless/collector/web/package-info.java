/** Pages, their JSON twins, and the figures for a monitor. */
@NullMarked
package org.stringless.collector.web;

import org.jspecify.annotations.NullMarked;
