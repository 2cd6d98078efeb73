/** The central server: takes run records in, keeps them, shows the fleet. */
@NullMarked
package org.stringless.collector;

import org.jspecify.annotations.NullMarked;
