#!/usr/bin/env bash
# The hostile files at full size (lines of 1e9 characters, bombs of 500 MB) under the default limits, read by the real
# processes: minutes. What became of each file, and how long it took, is in extract/target/hostile.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(./zhizhi java)")")}
mvn -q -B -ntp -pl base,data,extract -Dtest=HostileTest -Dsurefire.failIfNoSpecifiedTests=false -Dzhizhi.hostile=full test
