package org.stringless.cli.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** One file of the configuration. Values are taken as they are written: {@code 010} is no number in base 8, {@code on} no truth. */
final class YamlFile {
    private static final Pattern NODE = Pattern.compile("(?m)^node:[ \t]+['\"]?([A-Za-z0-9._-]+)");
    private static final Pattern TARGET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path file;
    private final SettingsReader reader;

    YamlFile(Path file, SettingsReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** A key with what stands behind it. */
    private record Member(String key, int line, Node value) {}

    /** Reads it all, whatever is wrong in it. */
    void read() {
        String text;
        try {
            text = text(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            problem(0, "there is no such file.");
            return;
        } catch (AccessDeniedException e) {
            problem(0, "this user may not read it.");
            return;
        } catch (IOException e) {
            problem(0, "it cannot be read: " + e.getMessage() + ".");
            return;
        }
        reader.file(file);
        Node document = compose(text);
        if (document instanceof MappingNode keys) {
            members(keys, "").forEach(this::take);
        } else if (document != null && !isNothing(document)) {
            problem(line(document), "here should stand a key, written 'key: value'.");
        }
    }

    /** As UTF-8; from the first byte that is none on it is left out. */
    private String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        if (decoder.decode(in, out, true).isError()) {
            String before = out.flip().toString();
            problem(1 + (int) before.chars().filter(letter -> letter == '\n').count(), "this is not UTF-8 text.");
            return before;
        }
        return out.flip().toString();
    }

    private @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        try {
            return new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
        } catch (MarkedYAMLException e) {
            Mark from = e.getContextMark();
            Mark at = e.getProblemMark();
            int line = at == null ? 0 : at.getLine() + 1;
            String context = from == null || from.getLine() + 1 == line
                    ? ""
                    : e.getContext() + " that begins in line " + (from.getLine() + 1) + ", ";
            problem(
                    line,
                    "this is not YAML: " + context
                            + String.valueOf(e.getProblem()).replaceFirst("\\. \\(.*", "") + ".");
        } catch (YAMLException e) {
            problem(0, "this is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ".");
        }
        salvageName(text);
        return null;
    }

    /** The record of the run that ends here should stand under the node's own name. */
    private void salvageName(String text) {
        Matcher name = NODE.matcher(text);
        if (name.find()) {
            reader.take(origin(0), Setting.NODE, name.group(1));
        }
    }

    /** The members of a map; a key that comes twice counts once. */
    private List<Member> members(MappingNode map, String prefix) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            int line = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(line, "a key is one word.");
                continue;
            }
            Member member = new Member(key.getValue(), line, tuple.getValueNode());
            Member first = members.putIfAbsent(member.key(), member);
            if (first != null) {
                problem(line, "'" + prefix + member.key() + "' stands here twice, first in line " + first.line() + ".");
            }
        }
        return List.copyOf(members.values());
    }

    private void take(Member member) {
        Optional<Setting<?>> setting = find(Setting.ALL, "", member);
        if (setting.isEmpty()) {
            return;
        }
        if (isNothing(member.value())) {
            reader.unset(setting.get());
            return;
        }
        switch (setting.get().shape()) {
            case ONE -> one(setting.get(), "", member).ifPresent(value -> reader.give(setting.get(), value));
            case LIST -> list(setting.get(), member);
            case TARGETS -> targets(member);
        }
    }

    private Optional<Setting<?>> find(List<Setting<?>> known, String prefix, Member member) {
        Optional<Setting<?>> found = known.stream()
                .filter(setting -> setting.key().equals(member.key()))
                .findFirst();
        if (found.isEmpty()) {
            reader.unknown(origin(member.line()), prefix, member.key(), known);
        }
        return found;
    }

    private Optional<Given> one(Setting<?> setting, String prefix, Member member) {
        if (!(member.value() instanceof ScalarNode value)) {
            problem(member.line(), prefix + setting.key() + ": here should stand one value, not a list or a map.");
            return Optional.empty();
        }
        Origin origin = origin(member.line());
        return reader.check(origin, prefix, setting, value.getValue())
                ? Optional.of(new Given(List.of(value.getValue()), origin))
                : Optional.empty();
    }

    private void list(Setting<?> setting, Member member) {
        if (!(member.value() instanceof SequenceNode list)) {
            problem(member.line(), setting.key() + ": here should stand a list, written [one, two].");
            return;
        }
        List<String> texts = new ArrayList<>();
        for (Node element : list.getValue()) {
            if (!(element instanceof ScalarNode value)) {
                problem(line(element), setting.key() + ": here should stand one value, not a list or a map.");
            } else if (reader.check(origin(line(value)), "", setting, value.getValue())) {
                texts.add(value.getValue());
            }
        }
        reader.give(setting, new Given(texts, origin(member.line())));
    }

    private void targets(Member member) {
        if (!(member.value() instanceof MappingNode names)) {
            problem(member.line(), "targets: here should stand names, each with its own keys below it.");
            return;
        }
        for (Member target : members(names, "targets.")) {
            String place = "targets." + target.key();
            if (!TARGET_NAME.matcher(target.key()).matches()) {
                problem(target.line(), place + ": a target's name has letters, digits, '.', '-' and '_' only.");
            } else if (target.value() instanceof MappingNode members) {
                target(target, members(members, place + "."));
            } else {
                problem(target.line(), place + ": here should stand keys, 'to' at the least.");
            }
        }
    }

    private void target(Member target, List<Member> members) {
        String prefix = "targets." + target.key() + ".";
        Map<String, Given> values = new LinkedHashMap<>();
        boolean hasAddress = false;
        for (Member member : members) {
            Optional<Setting<?>> setting = find(Setting.OF_TARGET, prefix, member);
            if (setting.isPresent() && !isNothing(member.value())) {
                one(setting.get(), prefix, member).ifPresent(value -> values.put(member.key(), value));
                hasAddress |= setting.get().equals(Setting.TO);
            }
        }
        if (!hasAddress) {
            problem(
                    target.line(),
                    prefix + "to is missing: where to publish, dir:PATH or pulp:https://HOST#REPOSITORY.");
        }
        reader.target(target.key(), values);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private Origin origin(int line) {
        return new Origin(Origin.Kind.FILE, file.toString(), line);
    }

    private void problem(int line, String sentence) {
        reader.problem(origin(line), sentence);
    }
}
