@org.jspecify.annotations.NullMarked
package hawker.terminal;
