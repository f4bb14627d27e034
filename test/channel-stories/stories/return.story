# The item goes back with a number, the seller has it, the money comes, the survey is filled in
as: jonas
buyer: I need to ship the item back
buyer: RR123456785DE
buyer: DHL
buyer presses: Change the number
buyer: RR123456785DE
buyer: DHL
buyer presses: Tell the seller
