#!/usr/bin/env bash
# A real Apache Kafka, one KRaft node, on free ports of 127.0.0.1, for tests.
#
#   kafka.sh fetch             gets the jars (once; Maven Central, version pinned in pom.xml)
#   kafka.sh start DIR         formats DIR when it is new, starts the broker, waits until it answers
#   kafka.sh stop DIR          stops it in order (stop -9: kills it); the data stays in DIR
#   kafka.sh clean DIR         stops it and removes DIR
#   kafka.sh restart DIR       stop and start: same data, same ports
#   kafka.sh admin DIR CLASS ARGS…   runs one of Kafka's own tools, for example kafka.admin.ConfigCommand
#
# start writes DIR/env: KAFKA_BOOTSTRAP (plaintext), KAFKA_SASL_SSL (SASL_SSL), KAFKA_CA (its CA). DIR/pid is the broker's.
# SASL users: PLAIN rawi / rawi-secret and guest / guest-secret; SCRAM-SHA-512 rawi / rawi-secret;
# OAUTHBEARER takes any unsigned token.
# RAWI_KAFKA_OWNER=PID (or `parent`): the broker is killed when that process is gone. RAWI_KAFKA_TIER=4: full JIT, for
# benchmarks; tests start faster without. RAWI_KAFKA_ACL=1: only user rawi (and plaintext)
# may do everything, guest what the lists allow (and everything where there is none).
set -euo pipefail
version=4.1.0
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${RAWI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rawi}/kafka-$version
libs=$home/libs

say() { echo "kafka.sh: $*" >&2; }
die() { say "$@"; exit 1; }

java_bin() {
  local candidate
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" /usr/lib/jvm/java-17-openjdk-*/bin/java "$(command -v java || true)"; do
    if [[ -n $candidate && -x $candidate ]]; then echo "$candidate"; return; fi
  done
  die "no Java: apt-get install openjdk-17-jre-headless"
}

# Into a folder of its own and renamed when whole, so that two runs at once cannot see half of it.
fetch() {
  [[ -d $libs ]] && return
  command -v mvn > /dev/null || die "no Maven: apt-get install maven"
  mkdir -p "$home"
  local part
  part=$(mktemp -d "$home/part.XXXXXX")
  say "fetching Apache Kafka $version into $home"
  mvn -q -B -f "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
    -DoutputDirectory="$part/libs" >&2 || { rm -rf "$part"; die "Maven could not fetch Kafka"; }
  mv -T "$part/libs" "$libs" 2> /dev/null || [[ -d $libs ]] || die "could not write $libs"
  rm -rf "$part"
}

free_ports() {
  python3 - "$1" <<'PY'
import socket, sys
held = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in held: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
}

# launch=exec: in place of this shell, so that its pid is the broker's.
launch=
kafka_java() {  # HEAP LOGLEVEL CLASS ARGS…
  local heap=$1 level=$2 java
  shift 2
  java=$(java_bin)
  $launch "$java" -Xmx"$heap" -Xms128m -XX:TieredStopAtLevel="${RAWI_KAFKA_TIER:-1}" -XX:+UseSerialGC -Xshare:auto \
    -Dorg.slf4j.simpleLogger.defaultLogLevel="$level" -Dorg.slf4j.simpleLogger.showDateTime=true \
    -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS \
    -cp "$libs/*" "$@"
}

make_tls() {  # DIR: a CA of our own and a key for localhost signed by it
  local tls=$1/tls
  mkdir -p "$tls"
  {
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Rawi test CA" -keyout "$tls/ca.key" -out "$tls/ca.pem"
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$tls/broker.key" -out "$tls/broker.csr"
    openssl x509 -req -in "$tls/broker.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -CAcreateserial -days 3650 \
      -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$tls/broker.pem"
    openssl pkcs12 -export -in "$tls/broker.pem" -inkey "$tls/broker.key" -passout pass:storepass -name broker \
      -out "$tls/broker.p12"
  } 2> "$tls/openssl.log" || { cat "$tls/openssl.log" >&2; die "could not make TLS keys"; }
}

write_config() {  # DIR
  local dir=$1 plain tls controller
  read -r plain tls controller < <(free_ports 3)
  make_tls "$dir"
  cat > "$dir/server.properties" <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAIN://127.0.0.1:$plain,TLS://127.0.0.1:$tls,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAIN://127.0.0.1:$plain,TLS://localhost:$tls
listener.security.protocol.map=PLAIN:PLAINTEXT,TLS:SASL_SSL,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAIN
log.dirs=$dir/data
num.partitions=1
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
group.initial.rebalance.delay.ms=0
log.segment.bytes=67108864
log.index.size.max.bytes=1048576
num.network.threads=2
num.io.threads=4
log.cleaner.threads=1
log.cleaner.dedupe.buffer.size=8388608
controlled.shutdown.enable=false
ssl.keystore.type=PKCS12
ssl.keystore.location=$dir/tls/broker.p12
ssl.keystore.password=storepass
ssl.key.password=storepass
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512,OAUTHBEARER
listener.name.tls.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_rawi="rawi-secret" user_guest="guest-secret";
listener.name.tls.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.tls.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
EOF
  if [[ ${RAWI_KAFKA_ACL:-0} == 1 ]]; then
    cat >> "$dir/server.properties" <<EOF
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:rawi
allow.everyone.if.no.acl.found=true
EOF
  fi
  cat > "$dir/env" <<EOF
KAFKA_BOOTSTRAP=127.0.0.1:$plain
KAFKA_SASL_SSL=localhost:$tls
KAFKA_CA=$dir/tls/ca.pem
EOF
  kafka_java 256m warn kafka.tools.StorageTool format -t "$(head -c 16 /dev/urandom | base64 | tr '+/' 'AB' | cut -c1-22)" \
    -c "$dir/server.properties" --add-scram 'SCRAM-SHA-512=[name=rawi,password=rawi-secret]' > "$dir/format.log" 2>&1 ||
    { cat "$dir/format.log" >&2; die "could not format $dir"; }
}

pid_of() { [[ -f $1/pid ]] && cat "$1/pid" || echo 0; }
alive() { local pid; pid=$(pid_of "$1"); [[ $pid -gt 0 ]] && kill -0 "$pid" 2> /dev/null; }

# Kafka says so itself when its listeners are open; the port is asked as well.
ready() {  # DIR FROM-LINE
  tail -n +"$2" "$1/server.log" | grep -q 'Kafka Server started' || return 1
  local address
  address=$(sed -n 's/^KAFKA_BOOTSTRAP=//p' "$1/env")
  (exec 3<> "/dev/tcp/${address%:*}/${address#*:}") 2> /dev/null
}

start() {  # DIR
  local dir owner=${RAWI_KAFKA_OWNER:-0} lines
  [[ $owner == parent ]] && owner=$PPID
  mkdir -p "$1"
  dir=$(cd "$1" && pwd)
  fetch
  alive "$dir" && return
  [[ -f $dir/env ]] || write_config "$dir"
  touch "$dir/server.log"
  lines=$(($(wc -l < "$dir/server.log") + 1))
  (
    launch=exec
    kafka_java "${RAWI_KAFKA_HEAP:-512m}" info kafka.Kafka "$dir/server.properties"
  ) < /dev/null >> "$dir/server.log" 2>&1 &
  echo $! > "$dir/pid"
  local pid
  pid=$(pid_of "$dir")
  if [[ $owner -gt 0 ]]; then
    setsid bash -c 'while kill -0 "$1" 2> /dev/null && kill -0 "$2" 2> /dev/null; do sleep 1; done; kill -9 "$2" 2> /dev/null' \
      kafka-guard "$owner" "$pid" < /dev/null > /dev/null 2>&1 &
  fi
  for _ in $(seq 600); do
    if ready "$dir" "$lines"; then return; fi
    alive "$dir" || { tail -30 "$dir/server.log" >&2; die "Kafka ended at once, see $dir/server.log"; }
    sleep 0.1
  done
  stop "$dir" -9
  die "Kafka did not become ready in 60 s, see $dir/server.log"
}

stop() {  # DIR [-9]
  local dir=$1 signal=${2:--TERM} pid
  pid=$(pid_of "$dir")
  [[ $pid -gt 0 ]] || return 0
  kill "$signal" "$pid" 2> /dev/null || true
  for _ in $(seq 200); do
    if ! kill -0 "$pid" 2> /dev/null; then rm -f "$dir/pid"; return 0; fi
    sleep 0.1
  done
  kill -9 "$pid" 2> /dev/null || true
  rm -f "$dir/pid"
}

verb=${1:-}
case $verb in
  fetch) fetch ;;
  start) start "${2:?DIR}" ;;
  stop) if [[ ${2:-} == -9 ]]; then stop "${3:?DIR}" -9; else stop "${2:?DIR}"; fi ;;
  clean) stop "${2:?DIR}" -9; rm -rf "$2" ;;
  restart) stop "${2:?DIR}"; start "$2" ;;
  admin) shift; dir=$1; shift; kafka_java 256m warn "$@" ;;
  *) sed -n '2,19p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
