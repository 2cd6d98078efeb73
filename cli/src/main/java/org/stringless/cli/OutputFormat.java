package org.stringless.cli;

/** How a command tells its results. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON object. */
    JSON
}
