constexpr Text kAbove = {"{metric} is {value}, limit {limit}", "{metric} 为 {value}，阈值 {limit}"};
constexpr Text kTarget = {"{target}, {port}: no host:port", "{target} 不是有效的 主机:端口"};
constexpr Text kSigns = {"no ',' in it", "不含“,”"};
