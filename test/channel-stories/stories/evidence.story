# The team asked for photos: one is converted, both are added, one is taken out again
as: paulo
buyer: add evidence
buyer presses: Mechanical keyboard
buyer sends: keys.gif
buyer presses: Use the copy
buyer sends: label.png
buyer presses: Add the photos
buyer presses: Remove evidence
buyer presses: keys.png
buyer presses: Remove the photo
