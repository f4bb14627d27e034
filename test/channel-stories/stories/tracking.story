# Where the parcel and the money are: by list, by more of the list, by words, by a number
as: emma
buyer: track my order
buyer presses: Show more orders
buyer: earbuds
buyer: track my order
buyer presses: Trekking backpack 40 L
buyer: where is LZ607182437CN
buyer: where is my refund?
buyer presses: See the dispute
buyer: my refund did not come
