@org.jspecify.annotations.NullMarked
package org.stringless.applier.schedule;
