#!/usr/bin/env bash
# The story that must always run: from the raised need to the followed-up plan, with curl, every reply asserted by jq.
#
#   tests/curl/walkthrough.sh sqlite
#   tests/curl/walkthrough.sh postgres        (with SAMSYN_TEST_DATABASE_URL, whose server it makes a database on)
#
# It starts `samsyn demo` on a folder of its own and stops it. The README's quick start is run
# first, word for word.
set -euo pipefail

database=${1:-sqlite}
root=$(cd "$(dirname "$0")/../.." && pwd)
samsyn=${SAMSYN_BINARY:-$root/target/debug/samsyn}
folder=$(mktemp -d)
port=$((20000 + RANDOM % 10000))

name=
cleanup() {
  [ -n "${server:-}" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
  [ -n "$name" ] && psql -q "$SAMSYN_TEST_DATABASE_URL" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

url=()
if [ "$database" = postgres ]; then
  name=samsyn_story_$$
  psql -q "$SAMSYN_TEST_DATABASE_URL" -c "CREATE DATABASE $name" >/dev/null
  url=(--database-url "${SAMSYN_TEST_DATABASE_URL%/*}/$name")
fi

"$samsyn" demo --data-dir "$folder/samsyn-demo" --listen "127.0.0.1:$port" --rate-limit 0 "${url[@]}" >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  [ -f "$folder/samsyn-demo/demo.json" ] && curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$folder/log"; exit 1; }
  sleep 0.2
done

handout=$folder/samsyn-demo/demo.json
api=$(jq -r .baseUrl "$handout")
token() { jq -er --arg unit "$1" '.tokens.professional[$unit]' "$handout"; }
unit() { jq -er --arg unit "$1" '.units[$unit]' "$handout"; }
school=$(token ersboda_school)
student_health=$(token ersboda_student_health)
social_services=$(token ersboda_social_services)
health_centre=$(token ersboda_health_centre)
area=$(jq -r .areas.ersboda "$handout")
day() { TZ=Europe/Stockholm date -d "$1" +%F; }
today=$(day today)

step() { printf '%s\n' "· $*"; }
fail() { printf 'FAILED: %s\n%s\n' "$1" "$body" >&2; exit 1; }

# call TOKEN METHOD PATH STATUS [JSON] [HEADER…]: leaves the body in $body, the headers in $folder/head.
call() {
  local token=$1 method=$2 path=$3 status=$4 json=${5:-} got
  shift $(($# < 5 ? $# : 5))
  local args=(-s -o "$folder/body" -D "$folder/head" -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token")
  [ -n "$json" ] && args+=(--data-binary "$json" -H "Content-Type: $([ "$method" = PATCH ] && echo application/merge-patch+json || echo application/json)")
  for header in "$@"; do args+=(-H "$header"); done
  got=$(curl "${args[@]}" "${path/#\//$api/}")
  body=$(cat "$folder/body")
  [ "$got" = "$status" ] || fail "$method $path answered $got, not $status"
}
get() { call "$1" GET "$2" 200; }
post() { call "$1" POST "$2" 201 "$3" "${@:4}"; }
etag() { call "$1" GET "$2" 200; tr -d '\r' <"$folder/head" | sed -n 's/^etag: //Ip'; }
assert() { jq -e "$@" >/dev/null <<<"$body" || fail "$*"; }
value() { jq -er "$@" <<<"$body"; }
clock() { get "$school" "/cases/$case/lead-times"; value --arg clock "$1" '.leadTimes[] | select(.clock == $clock) | .status'; }

step "The README's quick start, word for word"
quick_start=$(awk '/^```sh$/ { block++; inside = 1; next } /^```$/ { inside = 0 } inside && block == 2' "$root/README.md")
body=$(cd "$folder" && bash -euo pipefail -c "$quick_start" | jq -s 'last')
assert '.state == "registered" and (._links | map(.rel) | index("ask-consent"))'

step "1. The school actualises a girl of nine; the need was known last Monday; it is not acute"
known=$(day 'last monday')
post "$school" /children '{ "identity": { "kind": "personnummer", "number": "201702092386" }, "givenName": "Alva",
  "familyName": "Testsson", "protectionLevel": "none" }' 'Idempotency-Key: "story-child"'
child=$(value .id)
assert '.identity.number // .identity.maskedNumber | tostring | test("\\*")'
for guardian in Karin Anders; do
  post "$school" "/children/$child/guardians" "{ \"relation\": \"guardian\", \"givenName\": \"$guardian\", \"familyName\": \"Testsson\", \"protectionLevel\": \"none\" }"
done
post "$school" /actualisations "$(jq -n --arg child "$child" --arg area "$area" --arg known "$known" --arg today "$today" '{
  childId: $child, areaId: $area, needKnownOn: $known, collaborationNeedOn: $today, difficulties: ["school_absence", "sleep"],
  description: "Borta från skolan sedan tre veckor.", ownMeasures: ["Samtal med mentor"] }')"
case=$(value .caseId)
assert '._links | map(.rel) | contains(["case", "lead-times", "ask-consent"])'
get "$school" "/cases/$case/lead-times"
assert --arg due "$(day "$known +7 days")" '.leadTimes[] | select(.clock == "first_contact") | .dueOn == $due'
assert --arg due "$(day "$today +30 days")" '.leadTimes[] | select(.clock == "sip_established") | .dueOn == $due and .status == "on_track"'

step "2. No consent, no agenda; when both guardians have consented, and not before, the units see the case"
begins=$(TZ=UTC date -d '+2 hours' +%FT%TZ) ends=$(TZ=UTC date -d '+4 hours' +%FT%TZ)
units=$(jq -n --arg a "$(unit ersboda_school)" --arg b "$(unit ersboda_student_health)" --arg c "$(unit ersboda_social_services)" --arg d "$(unit ersboda_health_centre)" '[$a, $b, $c, $d]')
post "$school" /meetings "$(jq -n --arg area "$area" --arg begins "$begins" --arg ends "$ends" --argjson units "$units" '{
  kind: "hlt", areaId: $area, startsAt: $begins, endsAt: $ends, place: { kind: "physical", text: "Hälsocentralen, rum 3" }, attendingUnitIds: $units }')"
planned=$(value .id)
item=$(jq -n --arg case "$case" '{ caseId: $case, summary: "Borta från skolan, ont i magen.", question: "Vem träffar familjen?" }')
call "$school" POST "/meetings/$planned/agenda-items" 409 "$item"
assert '.code == "consent-required" and (._links | map(.rel) | index("ask-consent"))'
ask() {
  post "$school" /consents "$(jq -n --arg case "$case" --argjson units "$units" --arg purpose "$1" --arg to "$(day '+1 year')" '{
    caseId: $case, purpose: $purpose, unitIds: $units, informationKinds: ["school_situation", "health", "social", "plan", "meeting_notes"],
    form: "oral", validTo: $to }')"
  consent=$(value .id)
  mapfile -t parties < <(value '.parties[].id')
}
grant() { post "$school" "/consents/$consent/decisions" "$(jq -n --arg party "$1" --arg on "$today" '{ partyId: $party, decision: "granted", decidedOn: $on, method: "oral" }')"; }
ask hlt_discussion
grant "${parties[0]}"
assert '.state == "partial"'
call "$health_centre" GET "/cases/$case" 404
grant "${parties[1]}"
assert '.state == "in_force"'
for someone in "$student_health" "$social_services" "$health_centre"; do get "$someone" "/cases/$case"; done
call "$(token marie_school)" GET "/cases/$case" 404
post "$school" "/meetings/$planned/agenda-items" "$item"

step "4. The HLT meeting is held; accepted; two professionals meet the family, one is coordinator; the family is told"
post "$school" /meetings "$(jq -n --arg area "$area" --argjson units "$units" --arg on "$today" '{
  kind: "hlt", areaId: $area, place: { kind: "telephone" }, attendingUnitIds: $units, heldAfterwards: { heldOn: $on } }')"
meeting=$(value .id)
post "$school" "/meetings/$meeting/agenda-items" "$item"
item_id=$(value .id)
get "$school" "/staff?unitId=$(unit ersboda_school)"; teacher=$(value '.staff[0].id')
get "$school" "/staff?unitId=$(unit ersboda_student_health)"; counsellor=$(value '.staff[0].id')
decision=$(jq -n --arg a "$counsellor" --arg au "$(unit ersboda_student_health)" --arg b "$teacher" --arg bu "$(unit ersboda_school)" '{
  outcome: "accepted", assignments: [{ staffId: $a, unitId: $au }, { staffId: $b, unitId: $bu }], coordinatorStaffId: $a }')
version=$(etag "$school" "/meetings/$meeting/agenda-items/$item_id")
post "$school" "/meetings/$meeting/agenda-items/$item_id/decisions" "$decision" "If-Match: $version"
call "$school" POST "/meetings/$meeting/agenda-items/$item_id/decisions" 412 "$decision" "If-Match: $version"
get "$school" "/cases/$case"
assert --arg id "$counsellor" '.coordinator.id == $id and .coordinatorLacking == false'
contact() {
  post "$student_health" /contacts "$(jq -n --arg case "$case" --arg on "$1" --arg purpose "$2" --arg item "${3:-}" '{
    caseIds: [$case], occurredOn: $on, with: "guardian", purpose: $purpose, mode: "telephone", outcome: "reached" }
    + if $item == "" then {} else { agendaItemId: $item } end')"
}
[ "$(clock hlt_feedback)" = on_track ] || fail "hlt_feedback"
contact "$today" information "$item_id"
[ "$(clock hlt_feedback)" = met ] || fail "hlt_feedback"

step "5. First contact is recorded, dated the day it happened: the 7-day clock is met"
contact "$today" support
get "$school" "/cases/$case/lead-times"
assert '.leadTimes[] | select(.clock == "first_contact") | .status == "met" and (.explanation.sv | length > 20)'

step "6. The coordinator calls a SIP meeting; the summoned units acknowledge; one does not come"
ask sip; grant "${parties[0]}"; grant "${parties[1]}"
assert '.state == "in_force"'
post "$student_health" /meetings "$(jq -n --arg case "$case" --arg begins "$(TZ=UTC date -d '+1 minute' +%FT%TZ)" --arg ends "$(TZ=UTC date -d '+1 hour' +%FT%TZ)" --argjson units "$units" '{
  kind: "sip", caseId: $case, startsAt: $begins, endsAt: $ends, attendingUnitIds: $units, place: { kind: "video" } }')"
sip=$(value .id)
for who in social_services health_centre; do
  post "$student_health" "/meetings/$sip/summonses" "$(jq -n --arg unit "$(unit "ersboda_$who")" '{ unitId: $unit, question: "Vad kan ni göra, och från när?" }')"
  printf -v "summons_$who" %s "$(value .id)"
done
post "$social_services" "/meetings/$sip/summonses/$summons_social_services/acknowledgements" '{ "willAttend": true }'
post "$health_centre" "/meetings/$sip/summonses/$summons_health_centre/acknowledgements" '{ "willAttend": true }'
post "$student_health" "/meetings/$sip/holdings" "$(jq -n --arg on "$today" --arg a "$summons_social_services" --arg b "$summons_health_centre" '{
  heldOn: $on, attendances: [{ summonsId: $a, attendance: "attended", mandate: true }, { summonsId: $b, attendance: "absent" }] }')" \
  "If-Match: $(etag "$student_health" "/meetings/$sip")"
get "$student_health" "/cases/$case/timeline?kind=summoned_absent"
assert '._meta.totalRecords == 1'

step "7. The plan: refused with every missing point listed; established, the 30-day clock is met and the next one starts"
post "$student_health" /plans "$(jq -n --arg case "$case" '{ caseId: $case, kind: "statutory", responsiblePrincipal: "municipality" }')"
plan=$(value .id)
call "$student_health" POST "/plans/$plan/establishments" 409 "{ \"establishedOn\": \"$today\" }" "If-Match: $(etag "$student_health" "/plans/$plan")"
assert '.code == "plan-incomplete" and (.errors | map(.code) | contains(["child-view-missing", "need-missing", "goal-missing", "action-missing", "follow-up-date-missing"]))'
call "$student_health" PATCH "/plans/$plan" 200 "$(jq -n --arg staff "$counsellor" --arg today "$today" --arg next "$(day '+60 days')" '{
  childsOwnWords: "Det är jobbigt när det är många i rummet.", guardiansOwnWords: "Vi vill ha en person att ringa.",
  currentSituation: "Frånvaro var tredje dag.", needs: [{ text: "Lugn och förutsägbarhet.", domain: "learning" }],
  childView: { expressedOn: $today, how: "conversation", text: "Vill ha samma vuxen på rasterna." },
  childParticipation: { before: true, during: true, mode: "on_site" }, relatives: { invited: true, objected: false },
  coordinator: { staffId: $staff, chosenBy: "child", chosenOn: $today, motivation: "Alva känner henne." }, followUpOn: $next }')" \
  "If-Match: $(etag "$student_health" "/plans/$plan")"
goal() {
  post "$student_health" "/plans/$plan/goals" "$(jq -n --arg text "$1" --arg on "$(day '+90 days')" --arg parent "${2:-}" '{
    text: $text, horizon: "long", domain: "learning", targetOn: $on, successCriterion: "Högst en dags frånvaro på fyra veckor." }
    + if $parent == "" then {} else { parentGoalId: $parent } end')"
}
goal "I skolan alla dagar."; first_goal=$(value .id)
goal "I skolan tre dagar i veckan." "$first_goal"
goal "Sover hela natten."; second_goal=$(value .id)
goal "I säng före tio." "$second_goal"
for who in school student_health social_services health_centre; do
  post "$student_health" "/plans/$plan/actions" "$(jq -n --arg goal "$first_goal" --arg unit "$(unit "ersboda_$who")" --arg due "$(day '+30 days')" --arg contact "$(day '+7 days')" '{
    goalId: $goal, text: "Vi gör vår del.", dueOn: $due, familyContactOn: $contact, responsible: { party: "unit", unitId: $unit } }')"
done
action=$(value .id)
post "$student_health" "/plans/$plan/establishments" "{ \"establishedOn\": \"$today\" }" "If-Match: $(etag "$student_health" "/plans/$plan")"
[ "$(clock sip_established)" = met ] || fail "sip_established"
[ "$(clock intervention_started)" = on_track ] || fail "intervention_started"

step "8. The units confirm; an intervention begins; the plan is followed up; a goal is reached; closed"
get "$student_health" "/plans/$plan/versions"
version=$(value '.versions | map(.number) | max')
for someone in "$school" "$social_services" "$health_centre"; do
  post "$someone" "/plans/$plan/confirmations" "{ \"party\": \"unit\", \"version\": $version }"
done
post "$health_centre" "/plans/$plan/actions/$action/starts" "{ \"startedOn\": \"$today\" }" "If-Match: $(etag "$health_centre" "/plans/$plan/actions/$action")"
[ "$(clock intervention_started)" = met ] || fail "intervention_started"
post "$student_health" "/plans/$plan/follow-ups" "$(jq -n --arg on "$today" --arg next "$(day '+60 days')" '{
  heldOn: $on, howIsTheChild: "Sover bättre.", sipReconciliation: { done: true, text: "Åtgärderna pågår." }, nextFollowUpOn: $next }')" \
  "If-Match: $(etag "$student_health" "/plans/$plan")"
post "$student_health" "/plans/$plan/goals/$first_goal/attainments" "{ \"reachedOn\": \"$today\" }" "If-Match: $(etag "$student_health" "/plans/$plan/goals/$first_goal")"
post "$student_health" "/plans/$plan/closures" "{ \"reason\": \"goals_reached\" }" "If-Match: $(etag "$student_health" "/plans/$plan")"
call "$student_health" POST "/plans/$plan/closures" 409 "{ \"reason\": \"goals_reached\" }" "If-Match: *"
assert '._links | length > 0'

step "9. A consent is withdrawn in another case: the health centre's next read is 404, clocks are cancelled, the timeline shows it"
post "$school" /children '{ "identity": { "kind": "personnummer", "number": "201202292387" }, "givenName": "Nils",
  "familyName": "Testsson", "protectionLevel": "none" }'
child=$(value .id)
post "$school" "/children/$child/guardians" '{ "relation": "guardian", "givenName": "Karin", "familyName": "Testsson", "protectionLevel": "none" }'
post "$school" /actualisations "$(jq -n --arg child "$child" --arg area "$area" '{
  childId: $child, areaId: $area, difficulties: ["sleep"], description: "Sover inte." }')"
case=$(value .caseId)
ask sip; grant "${parties[0]}"
get "$health_centre" "/cases/$case"
post "$school" "/consents/$consent/withdrawals" "{ \"partyId\": \"${parties[0]}\", \"withdrawnOn\": \"$today\" }"
call "$health_centre" GET "/cases/$case" 404
[ "$(clock sip_established)" = cancelled ] || fail "sip_established"
[ "$(clock first_contact)" = on_track ] || fail "first_contact"
get "$school" "/cases/$case/timeline"
assert '.entries | map(.kind) | contains(["consent_withdrawn", "consent_lost"])'

get "$school" "/events?limit=100"
assert '.events | length > 10'
jq -e 'tostring | test("Alva|Testsson|201702092386") | not' <<<"$body" >/dev/null || fail "a name in the feed"
printf 'the story passed on %s\n' "$database"
