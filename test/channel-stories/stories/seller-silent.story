# Nobody answers: the time runs out, all is paid back, and the bot says so by itself
as: nora
notices: on
buyer: where are my rain boots?
buyer presses: Open a dispute
buyer presses: Item did not arrive
buyer presses: Ask for all of it
buyer: They were seen in Leipzig two weeks ago and never again.
buyer presses: Go on without photos
buyer presses: Submit the dispute
clock: +3d
clock: +2d
buyer presses: Find my refund
clock: +4d
bank: D1000000100 pays
