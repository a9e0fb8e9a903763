package hawker.web;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * One line of JSON a log record: {@code {"time":…,"level":…,"logger":…,"thread":…,"message":…,
 * "error":…}}. Message and stack trace go through {@link Masking}, so that no card number or secret
 * reaches a log, whoever wrote the line.
 */
public final class JsonLog extends Formatter {

    /** Sends all logs of this program to standard error in this form. */
    public static void install(Level level) {
        LogManager.getLogManager().reset();
        var handler = new Flushing();
        handler.setLevel(level);
        var root = java.util.logging.Logger.getLogger("");
        root.setLevel(level);
        root.addHandler(handler);
    }

    @Override
    public String format(LogRecord entry) {
        var line = new StringBuilder(256);
        line.append("{\"time\":\"").append(entry.getInstant()).append('"');
        field(line, "level", entry.getLevel().getName());
        field(line, "logger", String.valueOf(entry.getLoggerName()));
        field(line, "message", Masking.mask(formatMessage(entry)));
        if (entry.getThrown() != null) field(line, "error", Masking.mask(trace(entry.getThrown())));
        return line.append("}\n").toString();
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\r' -> line.append("\\r");
                default -> {
                    // Line separators too: some readers of logs take them for the end of a line.
                    if (c < ' ' || c == '\u2028' || c == '\u2029')
                        line.append(String.format("\\u%04x", (int) c));
                    else line.append(c);
                }
            }
        }
        line.append('"');
    }

    /** Standard error, each record at once. */
    private static final class Flushing extends StreamHandler {
        Flushing() {
            super(System.err, new JsonLog());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }
}
