"""Nouns that production units are called by: what a unit's name ends in, and what stands before that."""

from __future__ import annotations

from models.components.word_lists import word_list

PLANT_HEADS = (
    "Factory|Mills?|Mine|Joint Venture(?: Company)?|Colliery|Smelter|Smeltery|"
    "Refinery|Shipyard|Ironworks|Steelworks|Brewery|Distillery|"
    "(?:Power|Fishery|Pumping) (?:Station|Plant|Complex)|(?:Iron|Steel|Chemical|Cement|Machine|Textile|Fertilizer|"
    "Tractor|Mining|Coal Mining|Power|Aluminium|Magnesia|Synthetic Fibre|Vinalon|Automobile|Locomotive|Ship Repair) "
    "(?:Works|Complex|Plant|Combine)|(?:Cooperative|Co-operative|Stock|Pig|Chicken|Poultry|Fish|Fruit|Vegetable|"
    "Greenhouse|Livestock|Goat|Cattle|Combined Fruit|Catfish|Duck|Dairy) (?:Farm|Ranch)|Farm"
)
# Plural nouns of plants, and their singulars.
PLURALS = {
    "mines": "Mine", "farms": "Farm", "mills": "Mill", "shipyards": "Shipyard", "dockyards": "Dockyard",
    "smelters": "Smelter", "refineries": "Refinery", "breweries": "Brewery", "distilleries": "Distillery",
    "collieries": "Colliery",
    "steelworks": "Steelworks", "ironworks": "Ironworks", "foundries": "Foundry", "ranches": "Ranch",
    "quarries": "Quarry", "tanneries": "Tannery",
}  # fmt: skip
# Those that need another noun before them, or an article ("power stations").
VAGUE_PLURALS = {
    "factories": "Factory", "plants": "Plant", "complexes": "Complex", "stations": "Station", "works": "Works",
    "bases": "Base", "combines": "Combine", "enterprises": "Enterprise",
}  # fmt: skip
# What stands before the noun of a plant and says what it makes or is: "bearing factories".
KINDS = word_list("plant_kinds")
