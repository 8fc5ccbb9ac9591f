#include "proto/words/agent_words.h"
