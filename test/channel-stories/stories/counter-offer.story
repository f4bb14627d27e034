# The seller offers less, the buyer asks for more, the seller offers again, the buyer accepts, the money comes
as: nora
notices: on
buyer: open a dispute
buyer presses: Wool blanket
buyer presses: Not as described
buyer presses: Damaged or broken
buyer presses: Refund Only
buyer presses: Ask for all of it
buyer: There is a hole in the middle of the blanket.
buyer sends: hole.jpg
buyer presses: Go on
buyer presses: Submit the dispute
clock: +1d
seller: D1000000100 offers 10.00: It can be mended. We offer 10 dollars for that.
buyer presses: Propose a solution
buyer presses: Refund Only
buyer: 30
buyer: A tailor asks for 28 dollars.
buyer presses: Send the proposal
clock: +1d
seller: D1000000100 offers 25.00: We can go up to 25 dollars.
buyer presses: Accept the offer
buyer presses: Accept the offer
clock: +5d
bank: D1000000100 pays
