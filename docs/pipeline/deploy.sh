#!/bin/sh
# Deploys the backend of an Amplify project from a pipeline, and only where there is something to deploy.
#   deploy.sh ENVIRONMENT       in a fresh checkout or in one that was used before; access comes from the environment
set -eu
environment=$1

# Ties this machine to the environment, and fetches what was deployed last. What is so already stays.
amplify-tui env use "$environment" --yes

state() {
  amplify-tui status --exit-code >&2 && echo 0 || echo $?
}

standing=$(state)
if [ "$standing" = 8 ]; then
  echo "Another deployment is under way: waiting for its end." >&2
  amplify-tui watch >&2
  standing=$(state)
fi

case $standing in
  0) echo "Nothing to deploy." ;;
  6) amplify-tui exec -- amplify push --yes ;;
  7) echo "AWS is not as the project says: nothing is deployed over that." >&2; exit 7 ;;
  *) echo "The backend is not in a state to be deployed." >&2; exit "$standing" ;;
esac
