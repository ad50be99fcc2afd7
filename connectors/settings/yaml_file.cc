#include "connectors/settings/yaml_file.h"
