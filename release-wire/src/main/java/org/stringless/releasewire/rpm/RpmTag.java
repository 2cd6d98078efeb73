package org.stringless.releasewire.rpm;

/** Numbers of the header tags we read or write, by rpm's own names. */
public final class RpmTag {
    // Signature header.
    public static final int HEADERSIGNATURES = 62;
    public static final int DSAHEADER = 267;
    public static final int RSAHEADER = 268;
    public static final int SHA1HEADER = 269;
    public static final int SHA256HEADER = 273;
    public static final int SIGSIZE = 1000;
    public static final int SIGMD5 = 1004;
    public static final int SIGPAYLOADSIZE = 1007;
    public static final int RESERVEDSPACE = 1008;

    // Main header.
    public static final int HEADERIMMUTABLE = 63;
    public static final int NAME = 1000;
    public static final int VERSION = 1001;
    public static final int RELEASE = 1002;
    public static final int EPOCH = 1003;
    public static final int SUMMARY = 1004;
    public static final int DESCRIPTION = 1005;
    public static final int BUILDTIME = 1006;
    public static final int BUILDHOST = 1007;
    public static final int SIZE = 1009;
    public static final int VENDOR = 1011;
    public static final int LICENSE = 1014;
    public static final int PACKAGER = 1015;
    public static final int GROUP = 1016;
    public static final int URL = 1020;
    public static final int ARCH = 1022;
    public static final int PREIN = 1023;
    public static final int POSTIN = 1024;
    public static final int PREUN = 1025;
    public static final int POSTUN = 1026;
    public static final int FILESIZES = 1028;
    public static final int FILEMODES = 1030;
    public static final int FILEMTIMES = 1034;
    public static final int FILEDIGESTS = 1035;
    public static final int FILELINKTOS = 1036;
    public static final int FILEFLAGS = 1037;
    public static final int SOURCERPM = 1044;
    public static final int ARCHIVESIZE = 1046;
    public static final int PROVIDENAME = 1047;
    public static final int REQUIREFLAGS = 1048;
    public static final int REQUIRENAME = 1049;
    public static final int REQUIREVERSION = 1050;
    public static final int CONFLICTFLAGS = 1053;
    public static final int CONFLICTNAME = 1054;
    public static final int CONFLICTVERSION = 1055;
    public static final int TRIGGERSCRIPTS = 1065;
    public static final int OBSOLETENAME = 1090;
    public static final int PROVIDEFLAGS = 1112;
    public static final int PROVIDEVERSION = 1113;
    public static final int DIRINDEXES = 1116;
    public static final int BASENAMES = 1117;
    public static final int DIRNAMES = 1118;
    public static final int PAYLOADFORMAT = 1124;
    public static final int PAYLOADCOMPRESSOR = 1125;
    public static final int PRETRANS = 1151;
    public static final int POSTTRANS = 1152;
    public static final int LONGFILESIZES = 5008;
    public static final int LONGSIZE = 5009;
    public static final int FILEDIGESTALGO = 5011;
    public static final int TRANSFILETRIGGERSCRIPTS = 5076;
    public static final int FILETRIGGERSCRIPTS = 5066;
    public static final int PAYLOADDIGEST = 5092;
    public static final int PAYLOADDIGESTALGO = 5093;

    private RpmTag() {}
}
