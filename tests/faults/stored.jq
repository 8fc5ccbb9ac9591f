# From lists of results, states and incidents: "epoch seq" of each result, as often as it is stored.
# An error where a state is not that of the last result, or there are more than $most incidents.
def newest: group_by([.check, .item]) | map(max_by(.seq) | {check, item, seq});

if ($results[0].results | newest) != ($states[0].states | map(select(.seq > 0)) | newest) then
  error("a state is not that of the last result: \($states[0].states)")
elif ($incidents[0].incidents | length) > $most then
  error("more incidents than troubles: \($incidents[0].incidents)")
else
  $results[0].results | group_by([.epoch, .seq])[]
  | range(group_by(.item) | map(length) | max) as $i | "\(.[0].epoch) \(.[0].seq)"
end
