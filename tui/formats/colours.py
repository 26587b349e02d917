"""The codebook's colours as other tools write them: the palette of Okabe and Ito, in sRGB."""

HEX = {
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "vermillion": "#d55e00",
    "purple": "#cc79a7",
    "grey": "#bbbbbb",
}
