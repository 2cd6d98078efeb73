@org.jspecify.annotations.NullMarked
package org.stringless.model.schedule;
