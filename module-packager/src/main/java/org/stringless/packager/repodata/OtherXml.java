package org.stringless.packager.repodata;

import java.util.List;
import java.util.Map;
import org.stringless.releasewire.rpm.RpmHeader;

/** {@code other.xml}: the newest entries of the change logs. */
final class OtherXml {
    static final Map<String, String> NAMESPACES = Map.of("", "http://linux.duke.edu/metadata/other");

    private static final int CHANGELOGTIME = 1080;
    private static final int CHANGELOGNAME = 1081;
    private static final int CHANGELOGTEXT = 1082;
    private static final int NEWEST = 10;

    private OtherXml() {}

    static void write(MetadataXml xml, RepositoryPackage one) {
        FilelistsXml.begin(xml, one);
        RpmHeader header = one.rpm().header();
        long[] times = header.numbers(CHANGELOGTIME);
        List<String> names = header.texts(CHANGELOGNAME);
        List<String> texts = header.texts(CHANGELOGTEXT);
        // Headers have the newest first, the index has it last.
        for (int i = Math.min(NEWEST, names.size()) - 1; i >= 0; i--) {
            xml.element("changelog", texts.get(i), "author", names.get(i), "date", String.valueOf(times[i]));
        }
        xml.end();
    }
}
