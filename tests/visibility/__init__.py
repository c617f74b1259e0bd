"""The paragraph "Visibility" of the language, sentence by sentence, on portals served from specs."""
