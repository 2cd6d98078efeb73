/** When nodes run: periods, slots, and the plan that says whether a fleet fits its repository and its collector. */
@NullMarked
package org.stringless.model.schedule;

import org.jspecify.annotations.NullMarked;
