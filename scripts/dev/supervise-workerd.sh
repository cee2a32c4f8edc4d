#!/bin/sh
# Runs workerd in place of this shell, so that it and the process that started it end together, however either
# ends.
watch() {
  while kill -0 $PPID && kill -0 $$; do sleep 1; done
  kill -9 $$ || kill -USR2 $PPID
}
watch </dev/null >/dev/null 2>&1 3>&- &
exec "$WORKERD" "$@"
