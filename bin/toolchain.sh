# Finds (or, where it may, installs) what the two commands need: a JDK of at least 25 and Maven.
# Sourced by ./hawker and ./check; sets JAVA_HOME, JAVA and MVN.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

java_major() { # prints the feature version of the JDK in this folder, or 0
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  local version
  # Other lines may stand before it: "Picked up JAVA_TOOL_OPTIONS: …".
  version=$("$1/bin/javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p')
  case "$version" in ''|*[!0-9]*) echo 0 ;; *) echo "$version" ;; esac
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  may_install || return 1
  say "Installing $* with apt …"
  apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1
}

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" \
      "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/none/none)")")")" \
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    if [ "$(java_major "$candidate")" -ge 25 ]; then JAVA_HOME=$candidate; return 0; fi
  done
  return 1
}

find_jdk || { apt_install openjdk-25-jdk-headless && find_jdk; } || die \
"Hawker needs a JDK of at least 25, and none was found in JAVA_HOME, on PATH or in the usual folders.
Install one (for example the package openjdk-25-jdk or temurin-25-jdk of your system), then run this again;
or name one you have: JAVA_HOME=/folder/of/jdk $0"
export JAVA_HOME
JAVA=$JAVA_HOME/bin/java

command -v mvn >/dev/null || apt_install maven || true
MVN=$(command -v mvn || true)
[ -n "$MVN" ] || die "Hawker is built with Maven (3.8 or newer), and there is no mvn on PATH. Install the package maven, then run this again."
