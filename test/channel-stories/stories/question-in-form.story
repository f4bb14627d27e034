# A question in mid-form, the form put by and taken up again, then sent
as: nora
buyer: open a dispute for the wool blanket
buyer presses: Not as described
buyer: how long does a refund take?
buyer presses: Damaged or broken
buyer presses: Refund Only
buyer presses: Ask for all of it
buyer: There is a hole in the middle of the blanket.
buyer: menu
buyer presses: Keep my answers
buyer presses: Continue my form
buyer presses: Go on without photos
buyer presses: Submit the dispute
buyer: how does my dispute stand
