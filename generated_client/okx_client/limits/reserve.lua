-- Reserves all charges of one request at once, or none of them. The arithmetic is that of window.py.
--
-- KEYS[i]  the log of a bucket: a list of "TIME UNITS", oldest first; times in whole microseconds of the server's clock
-- ARGV     longest and shortest wait (microseconds), "1" for smooth; then for each key: units, limit, period (microseconds)
-- returns  {1, wait, slowest} when reserved, {0, wait, slowest} when the wait is too long; slowest is an index into KEYS

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local max_wait, min_wait, smooth = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == '1'

local function charge(i)
  return tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]), tonumber(ARGV[3 * i + 3])
end

local function entry(text)
  local at, units = string.match(text, '^(%d+) (%d+)$')
  return tonumber(at), tonumber(units)
end

local function earliest(i)
  local units, limit, period = charge(i)
  -- Each entry has at least one unit, so older ones than these cannot fill the limit.
  local log = redis.call('LRANGE', KEYS[i], -limit, -1)
  local turn, room = now, limit - units
  for n = #log, 1, -1 do
    local at, taken = entry(log[n])
    if n == #log then
      local spacing = smooth and math.ceil(math.min(taken, limit) * period / limit) or 0
      turn = math.max(turn, at + spacing)
    end
    room = room - taken
    if room < 0 then
      return math.max(turn, at + period)
    end
  end
  return turn
end

local turn, slowest = now, 1
for i = 1, #KEYS do
  local time_of_charge = earliest(i)
  if time_of_charge > turn then
    turn, slowest = time_of_charge, i
  end
end
turn = math.max(turn, now + min_wait)
if turn - now > max_wait then
  return {0, turn - now, slowest}
end

for i, key in ipairs(KEYS) do
  local units, _, period = charge(i)
  local oldest = redis.call('LINDEX', key, 0)
  while oldest and entry(oldest) + period <= now do
    redis.call('LPOP', key)
    oldest = redis.call('LINDEX', key, 0)
  end
  -- Lua writes large numbers as 1.7e+15 unless told otherwise.
  redis.call('RPUSH', key, string.format('%.0f %.0f', turn, units))
  redis.call('PEXPIRE', key, math.ceil((turn - now + period) / 1000))
end
return {1, turn - now, slowest}
