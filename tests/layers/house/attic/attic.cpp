#include ATTIC_INCLUDES

int BottlesSeenFromTheAttic() { return Bottles(); }
