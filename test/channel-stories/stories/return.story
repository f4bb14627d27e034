# The item goes back with a number, the seller has it, the money comes, the survey is filled in
as: jonas
buyer: I need to ship the item back
buyer: RR123456785DE
buyer: DHL
buyer presses: Change the number
buyer: RB123456785CN
buyer presses: Tell the seller
clock: +9d
seller: D1000000007 confirms
buyer: where is my refund?
clock: +5d
bank: D1000000007 pays
