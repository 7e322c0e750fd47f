-- What wrk asks for: wrk -s workload.lua URL -- FOLDER KIND PART PARTS THREADS [PAUSE]
--
-- FOLDER holds what `samsyn-load` wrote: units.txt (unit, area, token) and KIND.txt (the number of a unit and what the kind
-- needs), with tabs between. Each thread takes its share of the lines, and where a line can be used once only, each of
-- several runs its part. Creates are chains, as a client makes them: an answer leads to the next request. With a PAUSE each
-- connection waits so many milliseconds, more or less, before its next request: a load below what the service can do.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long micros; } load_time; int gettimeofday(load_time *time, void *zone);")
local clock = ffi.new("load_time")

local function now()
  ffi.C.gettimeofday(clock, nil)
  return tonumber(clock.seconds) + tonumber(clock.micros) / 1e6
end

local API = "/samsyn/v1"
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local function read_lines(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return lines
end

local units, unit_of = {}, {}

local function read_units(path)
  for _, line in ipairs(read_lines(path)) do
    local unit, area, token = line:match("^(%S+)\t(%S+)\t(%S+)$")
    units[#units + 1] = { area = area, bearer = "Bearer " .. token }
    unit_of[unit] = units[#units]
  end
end

local function get(unit, path)
  return wrk.format("GET", API .. path, { ["Authorization"] = unit.bearer })
end

-- A key that no other request has used; it is marked, so that captured statements can be read.
local keys, began = 0, os.time()
local function post(unit, path, body)
  keys = keys + 1
  local key = string.format("load-key-%d-%s-%d-%d", began, part, number, keys)
  local headers = { ["Authorization"] = unit.bearer, ["Content-Type"] = "application/json", ["Idempotency-Key"] = key }
  return wrk.format("POST", API .. path, headers, body)
end

-- The bodies stand in bodies.txt, one a line, shared with whoever captures the statements: child, actualisation, plan,
-- goal, action, and one that is refused.
local bodies = {}
local function body(name, ...) return string.format(bodies[name], ...) end

local lines, used, stride = {}, 0, 1
local waiting, first, last = {}, 1, 0
local steps = {}

local function follow(request)
  last = last + 1
  waiting[last] = request
end

local function next_waiting()
  if first > last then return nil end
  local request = waiting[first]
  waiting[first] = nil
  first = first + 1
  return request
end

-- The next line of this thread's share; without one more the thread stops, or begins anew where lines can be used again.
local function next_line(once)
  local line = lines[used + 1]
  if not line then
    if once then
      used_up_after = used_up_after or now() - started_at
      wrk.thread:stop()
    else
      used = 0
    end
    line = lines[1]
  end
  used = used + 1
  local unit, what = line:match("^(%d+)\t(.*)$")
  return units[tonumber(unit)], what
end

local function own_unit(text) return unit_of[text:match('"begunBy":{[^}]*"id":"([%x-]+)"') or text:match('"unitId":"([%x-]+)"')] end

-- What an answer is about stands in its Location: answers come in another order than the requests went out.
local function go_on(status, headers, text)
  if status ~= 201 then return end
  local path = headers["location"] or headers["Location"] or ""
  local child, plan = path:match("/children/([%x-]+)$"), path:match("/plans/([%x-]+)")
  if child then
    local unit = own_unit(text)
    follow(post(unit, "/actualisations", body("actualisation", unit.area, child)))
  elseif plan then
    local step = steps[plan] or { unit = own_unit(text), number = 0 }
    step.number = step.number + 1
    steps[plan] = step.number < 5 and step or nil
    if step.number <= 2 then follow(post(step.unit, "/plans/" .. plan .. "/goals", body("goal"))) end
    if step.number == 3 or step.number == 4 then follow(post(step.unit, "/plans/" .. plan .. "/actions", body("action"))) end
  end
end

local kinds = {}

function kinds.get() local unit, path = next_line(false) return get(unit, path) end

function kinds.actualisations()
  local request = next_waiting()
  if request then return request end
  return post((next_line(false)), "/children", body("child"))
end

function kinds.plans()
  local request = next_waiting()
  if request then return request end
  local unit, case = next_line(true)
  return post(unit, "/plans", body("plan", case))
end

function kinds.mix()
  if math.random(5) == 1 then return kinds.actualisations() end
  return kinds.get()
end

function kinds.unauthorised()
  return wrk.format("GET", API .. "/cases", { ["Authorization"] = units[1].bearer:sub(1, -9) .. "AAAAAAAA" })
end

function kinds.invalid() return post((next_line(false)), "/actualisations", body("refused")) end

function init(args)
  local folder, kind, parts
  folder, kind, part, parts, threads_in_all = args[1], args[2], tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
  read_units(folder .. "/units.txt")
  for _, line in ipairs(read_lines(folder .. "/bodies.txt")) do
    local name, text = line:match("^(%S+)\t(.*)$")
    bodies[name] = text
  end
  local shares = threads_in_all * parts
  for at, line in ipairs(read_lines(folder .. "/" .. kind .. ".txt")) do
    if at % shares == number * parts + part then lines[#lines + 1] = line end
  end
  math.randomseed(number + part * 100 + 7)
  local pause = tonumber(args[6] or 0)
  if pause > 0 then delay = function() return math.floor(pause * (0.5 + math.random())) end end
  started_at = now()
  local ways = { actualisations = "actualisations", plans = "plans", mix = "mix", unauthorised = "unauthorised", invalid = "invalid" }
  request = kinds[ways[kind] or "get"]
  if kind == "actualisations" or kind == "plans" or kind == "mix" then response = go_on end
end

-- wrk sleeps to the end of its time even when every line was used up before.
function done(summary, latency, requests)
  local longest = 0
  for _, thread in ipairs(threads) do longest = math.max(longest, thread:get("used_up_after") or math.huge) end
  if longest < summary.duration / 1e6 then summary.duration = longest * 1e6 end
  local out = string.format('{"requests":%d,"seconds":%.6f,"bytes":%d,"p50":%.0f,"p90":%.0f,"p99":%.0f,"max":%.0f,"mean":%.1f,'
    .. '"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d}',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(90),
    latency:percentile(99), latency.max, latency.mean, summary.errors.connect, summary.errors.read, summary.errors.write,
    summary.errors.timeout, summary.errors.status)
  io.write("\nRESULT " .. out .. "\n")
end
