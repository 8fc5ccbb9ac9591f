constexpr Text kGone = {"was there, is gone", "以前存在,现已消失"};
