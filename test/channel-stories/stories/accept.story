# The seller's offer is taken, and paid
as: marta
buyer: how does my dispute stand?
buyer presses: Accept the offer
buyer presses: Do not accept
buyer presses: Accept the offer
buyer presses: Accept the offer
clock: +3d
bank: D1000000004 pays
buyer: where is my refund?
