echo switched to "$1"
