# The survey about the dispute, with words
as: jonas
buyer: fill in the survey
buyer presses: 2: bad
buyer: It took very long.
