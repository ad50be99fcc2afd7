#include "daemon/cli/verbs.h"

int main(int argc, char** argv) { return rawi::cli::run(argc, argv); }
