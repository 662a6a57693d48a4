"""The library a new site begins with: YAML files beside this one, loaded by `loading`."""
