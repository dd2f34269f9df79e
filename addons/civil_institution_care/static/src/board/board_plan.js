/** Steps by which somebody gets a first bed. */
export const PLACING = ["reserve", "trial", "move_in"];

const lower = (text) => (text || "").toLowerCase();

/**
 * The data of a board, put together as people look at it: floors, rooms, beds, and who
 * lies or waits where. It knows which steps are open; the server decides.
 */
export class BoardPlan {
    constructor(data) {
        this.data = data;
        this.stays = new Map(data.stays.map((stay) => [stay.id, stay]));
        this.beds = new Map(data.beds.map((bed) => [bed.id, bed]));
        this.waiting = data.stays.filter((stay) => !stay.bed);
        this.floors = this.makeFloors();
    }

    makeFloors() {
        const { buildings, rooms, beds } = this.data;
        const names = new Map(buildings.map(({ id, name }) => [id, name]));
        const floors = new Map();
        const byRoom = new Map();
        for (const room of rooms) {
            const key = `${room.building}/${room.floor}`;
            if (!floors.has(key)) {
                const { building, floor } = room;
                floors.set(key, { key, building: names.get(building), floor, rooms: [] });
            }
            const shown = { ...room, beds: [] };
            floors.get(key).rooms.push(shown);
            byRoom.set(room.id, shown);
        }
        for (const bed of beds) {
            byRoom.get(bed.room)?.beds.push(bed);
        }
        for (const floor of floors.values()) {
            const all = floor.rooms.flatMap((room) => room.beds);
            const free = all.filter((bed) => bed.state === "free");
            floor.size = { all: all.length, free: free.length };
        }
        return [...floors.values()];
    }

    stayOf(bed) {
        return this.stays.get(bed.stay);
    }

    /** Tell whether a bed, or who lies in it, is looked for. */
    matches(bed, { states, text }) {
        return (
            (!states.length || states.includes(bed.state)) &&
            (!text || bed.name === text || this.isNamed(this.stayOf(bed), text))
        );
    }

    isNamed(stay, text) {
        const wanted = lower(text);
        return Boolean(
            stay &&
                [stay.name, stay.initials, stay.number].some((each) =>
                    lower(each).includes(wanted)
                )
        );
    }

    roomIsNamed(room, text) {
        return Boolean(text) && lower(room.name).startsWith(lower(text));
    }

    /** Floors with the rooms in which something is found; each bed: is it meant? */
    shown(filter) {
        const isFiltered = Boolean(filter.states.length || filter.text);
        const floors = [];
        for (const floor of this.floors) {
            if (filter.floor && !filter.text && floor.key !== filter.floor) {
                continue;
            }
            const rooms = [];
            for (const room of floor.rooms) {
                const whole = this.roomIsNamed(room, filter.text);
                const given = whole ? { ...filter, text: "" } : filter;
                const beds = room.beds.map((bed) => ({
                    ...bed,
                    person: this.stayOf(bed),
                    isMeant: this.matches(bed, given),
                }));
                if (!isFiltered || beds.some((bed) => bed.isMeant)) {
                    rooms.push({ ...room, beds });
                }
            }
            if (rooms.length) {
                floors.push({ ...floor, rooms });
            }
        }
        return floors;
    }

    /** How many beds there are in each state, on the floor that is shown. */
    counts(floorKey) {
        const counts = Object.fromEntries(this.data.states.map(([code]) => [code, 0]));
        for (const floor of this.floors) {
            if (!floorKey || floor.key === floorKey) {
                for (const room of floor.rooms) {
                    for (const bed of room.beds) {
                        counts[bed.state]++;
                    }
                }
            }
        }
        return counts;
    }

    // -- what may be done -------------------------------------------------------------

    steps(stay) {
        return (this.data.may && stay?.steps) || [];
    }

    /** Steps by which somebody gets this bed, or lives in it for good. */
    placing(stay, bed) {
        const open = this.steps(stay);
        if (bed.stay === stay.id) {
            return ["trial", "move_in"].filter((step) => open.includes(step));
        }
        if (bed.state !== "free") {
            return [];
        }
        const hasMovedIn = stay.bed && !stay.is_reserved;
        return (hasMovedIn ? ["move"] : PLACING).filter((step) => open.includes(step));
    }

    mayDrag(stay) {
        return this.steps(stay).length > 0;
    }

    bedSteps(bed) {
        return (this.data.may && bed && !bed.stay && this.data.bed_steps[bed.state]) || [];
    }
}
