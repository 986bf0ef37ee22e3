from starleague.game.mapmaker.ladder import write_own_maps

write_own_maps()
