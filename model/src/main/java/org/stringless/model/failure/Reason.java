package org.stringless.model.failure;

import java.util.Locale;

/**
 * Why something could not be done. Each reason is a promise to scripts: its {@link #exitStatus()} never changes its meaning. The manual's
 * table is compared with this enum by a test. 0, 2, 4 and 6 are not reasons but results of a run, as {@code puppet apply
 * --detailed-exitcodes} gives them.
 */
public enum Reason {
    /** The run could not be made, and none of the more exact reasons fits. */
    COULD_NOT_RUN(1, "the run could not be made"),

    /** The new release does not compile on this node; the last good one was applied. */
    COMPILE_FAILED(10, "a release does not compile on this node"),
    /** The node has no release yet and could not get one. */
    NOTHING_TO_APPLY(11, "the node has no release to apply"),
    /** No usable Puppet engine on this machine. */
    ENGINE_UNUSABLE(12, "no usable Puppet engine"),
    /** The run took longer than its limit. */
    TIMED_OUT(13, "the run took longer than its limit"),
    /** A signal, a reboot or a crash ended the run. */
    INTERRUPTED(14, "the run was interrupted"),
    /** The engine compiled, but did not complete the transaction. */
    APPLY_ABORTED(15, "Puppet stopped before the catalog was applied"),

    /** Signature, digest, signer or identity of a package is not what it must be. */
    UNVERIFIED(20, "a package could not be verified"),
    /** The channel's pointer is older than one already seen. */
    ROLLED_BACK(21, "the channel's pointer is older than one already seen"),
    /** The channel's pointer has expired; the last good release was applied. */
    STALE(22, "the channel's pointer has expired"),
    /** The repository did not answer; the last good release was applied. */
    REPOSITORY_UNREACHABLE(23, "the repository cannot be reached"),
    /** The file system is full. */
    NO_SPACE(24, "no space left"),
    /** Another run holds the lock. */
    LOCKED(25, "another run holds the lock"),
    /** An administrator disabled runs on this node. */
    DISABLED(26, "runs are disabled"),
    /** A package verifies but holds what no package of ours may hold. */
    PACKAGE_REFUSED(27, "a package holds what is not allowed"),
    /** The repository answers, but its index is missing, torn or too large. */
    REPOSITORY_BROKEN(28, "the repository's index is unusable"),
    /** A release or tree in the store is not what it was when it was stored. */
    STORE_DAMAGED(29, "the store is damaged"),
    /** The state was written by a newer version, in a format that this one cannot read. */
    STATE_NEWER(30, "the node's state is of a newer version"),

    /** A module tree cannot become a package. */
    MODULE_REFUSED(40, "a module tree cannot be packaged"),
    /** A Puppetfile holds something outside the declarative subset. */
    PUPPETFILE_REFUSED(41, "the Puppetfile cannot be read"),
    /** A source of a module is not pinned. */
    FLOATING_REFERENCE(42, "a module's reference floats"),
    /** A Git repository, a Forge or a path that a module comes from does not give it. */
    SOURCE_UNAVAILABLE(43, "a module's source is unavailable"),
    /** A link points to where no link may point. */
    LINK_REFUSED(44, "a link leaves the tree"),
    /** The control repository is not one. */
    CONTROL_REFUSED(45, "the control repository cannot be used"),
    /** A key is missing, unreadable or unfit for its role. */
    KEY_REFUSED(46, "a key is missing or unfit"),
    /** Groups of nodes do not fit, in their wished periods or at all, what they share. */
    SCHEDULE_UNFIT(47, "a schedule does not fit"),

    /** The name is taken by a package with other bytes. */
    CONFLICT(50, "the name is taken by other bytes"),
    /** The publishing target did not answer. */
    TARGET_UNREACHABLE(51, "the target cannot be reached"),
    /** The publishing target answered, but refused. */
    TARGET_REFUSED(52, "the target refused"),
    /** The named release, channel or package is not in the repository. */
    NOT_PUBLISHED(53, "not in the repository"),

    /** The collector did not answer; records stay in the spool. */
    COLLECTOR_UNREACHABLE(60, "the collector cannot be reached"),
    /** The collector refused a record for good; it was set aside. */
    COLLECTOR_REFUSED(61, "the collector refused a record"),
    /** The collector cannot start. */
    COLLECTOR_CANNOT_START(62, "the collector cannot start"),

    /** The command line is wrong ({@code EX_USAGE} of sysexits.h). */
    USAGE(64, "the command line is wrong"),
    /** A fault of Stringless itself ({@code EX_SOFTWARE}). */
    INTERNAL(70, "a fault of Stringless itself"),
    /** The program's own files cannot be read or written ({@code EX_IOERR}). */
    FILES(74, "files cannot be read or written"),
    /** The configuration is wrong ({@code EX_CONFIG}). */
    CONFIGURATION(78, "the configuration is wrong");

    private final int exitStatus;
    private final String meaning;

    Reason(int exitStatus, String meaning) {
        this.exitStatus = exitStatus;
        this.meaning = meaning;
    }

    /** Status of the process that ends for this reason. */
    public int exitStatus() {
        return exitStatus;
    }

    /** A few words for a table. */
    public String meaning() {
        return meaning;
    }

    /** The name in records and in JSON output: lower case with dashes, {@code no-space}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with that {@link #code()}. */
    public static Reason ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
