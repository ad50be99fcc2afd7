// YAML with places: every value knows its file, line and column, so that every message can name them.
#pragma once
