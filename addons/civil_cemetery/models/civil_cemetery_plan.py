from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .civil_cemetery_plot import STATES

#: Order of the states in what the plan gets: their places in this list.
_CODES = [code for code, _label in STATES]
#: At most so many plots that a search on the plan finds.
_FOUND = 20


class CivilCemeteryPlan(models.AbstractModel):
    """What the plan of a cemetery asks (墓位平面图).

    It answers by zone, as compact as possible: twenty thousand plots at once.
    """

    _name = "civil.cemetery.plan"
    _description = "Plan of a Cemetery"

    @api.model
    @api.readonly
    def overview(self):
        """Return the facilities with their zones and the counts by state.

        :return: ``{"facilities": [{id, name, zones: [{id, name, kind, counts}]}],
            "states": [[code, label]], "may": what the user may do}``
        """
        zones = self.env["civil.cemetery.zone"].search([])
        counts = {}
        for zone, state, count in self.env["civil.cemetery.plot"]._read_group(
            [("zone_id", "in", zones.ids)], ["zone_id", "state"], ["__count"]
        ):
            counts.setdefault(zone.id, [0] * len(_CODES))[_CODES.index(state)] = count
        facilities = {}
        for zone in zones:
            facility = zone.facility_id
            entry = facilities.setdefault(
                facility.id, {"id": facility.id, "name": facility.name, "zones": []}
            )
            entry["zones"].append(
                {
                    "id": zone.id,
                    "name": " ".join(filter(None, (zone.hall, zone.name or zone.code))),
                    "kind": zone.kind,
                    "counts": counts.get(zone.id, [0] * len(_CODES)),
                }
            )
        return {"facilities": [*facilities.values()], "states": self._states()}

    @api.model
    def _states(self):
        field = self.env["civil.cemetery.plot"]._fields["state"]
        labels = dict(field._description_selection(self.env))
        return [[code, labels[code]] for code in _CODES]

    @api.model
    @api.readonly
    def zone(self, zone_id):
        """Return the plots of a zone: lists of the same length, one number a plot.

        :param int zone_id: which zone
        :return: ``{"id", "rack", "row", "number", "x", "y", "state", "used",
            "places"}``; the state is its place among ``states`` of ``overview``
        """
        zone = self.env["civil.cemetery.zone"].browse(zone_id)
        zone.check_access("read")
        plots = self.env["civil.cemetery.plot"]
        # The rules of access are part of the query.
        query = plots._search(
            Domain("zone_id", "=", zone.id), order="rack, row, number"
        )
        names = ("id", "rack", "row", "number", "x", "y", "used_places", "places")
        table = query.table
        columns = [SQL.identifier(table, name) for name in names]
        state = SQL(
            "array_position(%s::text[], %s::text) - 1",
            _CODES,
            SQL.identifier(table, "state"),
        )
        plots.flush_model()
        rows = self.env.execute_query(query.select(*columns, state))
        keys = ("id", "rack", "row", "number", "x", "y", "used", "places", "state")
        lists = zip(*rows, strict=True) if rows else [()] * len(keys)
        return {key: [*values] for key, values in zip(keys, lists, strict=True)}

    @api.model
    @api.readonly
    def find(self, facility_id, text):
        """Return plots of a facility that a name, certificate or code names.

        :param int facility_id: where to look
        :param str text: of a holder, a deceased, a certificate, a plot
        :return: ``[{"id", "zone_id", "label"}]``, at most twenty
        """
        text = (text or "").strip()
        if not text:
            return []
        plots = self.env["civil.cemetery.plot"].search(
            Domain("facility_id", "=", facility_id)
            & (
                Domain("code", "=ilike", f"{text}%")
                | Domain("agreement_ids", "any", self._agreement_domain(text))
                | Domain(
                    "interment_ids",
                    "any",
                    Domain("name", "ilike", text)
                    | Domain("cremation_number", "=ilike", text),
                )
            ),
            limit=_FOUND,
        )
        return [
            {
                "id": plot.id,
                "zone_id": plot.zone_id.id,
                "label": " ".join(filter(None, (plot.code, plot.holder_name))),
            }
            for plot in plots
        ]

    def _agreement_domain(self, text):
        return Domain("is_open", "=", True) & (
            Domain("holder_name", "ilike", text)
            | Domain("certificate_number", "ilike", text)
            | Domain("number", "ilike", text)
        )

    @api.model
    @api.readonly
    def card(self, plot_id):
        """Return what the card of a plot shows, and the next step with it.

        :param int plot_id: which plot
        """
        plot = self.env["civil.cemetery.plot"].browse(plot_id)
        if not plot.exists():
            raise UserError(self.env._("This plot is no longer there."))
        plot.check_access("read")
        agreement = plot.agreement_id
        lying = plot.interment_ids.filtered(lambda i: i.state == "active")
        reservation = plot.reservation_ids.filtered(
            lambda paper: paper.state in ("reserved", "ordered")
        )
        rows = [
            (self.env._("Type"), plot.plot_type_id.name),
            (self.env._("Area"), f"{plot.area:g} m²" if plot.area else ""),
            (self.env._("Price"), plot.price and plot.currency_id.format(plot.price)),
            (self.env._("Places"), f"{plot.used_places} / {plot.places}"),
            (self.env._("Kept for"), reservation.holder_name),
            (self.env._("Kept until"), fields.Date.to_string(reservation.until)),
            (self.env._("Holder"), agreement.holder_name),
            (self.env._("Certificate"), agreement.certificate_number),
            (self.env._("Paid until"), fields.Date.to_string(agreement.date_to)),
            (self.env._("Lies There"), "、".join(lying.mapped("name"))),
        ]
        return {
            "id": plot.id,
            "code": plot.code,
            "state": _CODES.index(plot.state),
            "over": plot._limit_refusal() or "",
            "rows": [[label, value] for label, value in rows if value],
            "actions": self._next_actions(plot, agreement),
        }

    def _next_actions(self, plot, agreement):
        """Return what the user may do next with a plot: model, id, method, label."""
        actions = []

        def offer(record, method, label):
            actions.append([record._name, record.id, method, label])

        steps = plot.next_states or ""
        counter = self.env["civil.cemetery.reservation"].has_access("create")
        if ",available," in steps:
            offer(plot, "action_offer", self.env._("Put Up to Be Given"))
        if plot.state == "available" and counter:
            offer(plot, "action_reserve", self.env._("Reserve or Order"))
        if plot.state in ("reserved", "ordered"):
            offer(plot, "action_open_reservation", self.env._("Open the Reservation"))
        if agreement:
            if agreement.state == "active" and counter and plot.free_places:
                offer(agreement, "action_inter", self.env._("Bury"))
            if agreement.state == "signed" and agreement.amount_open and counter:
                offer(agreement, "action_pay", self.env._("Take the Fee"))
            if agreement.state in ("overdue", "announced") and counter:
                offer(agreement, "action_renew", self.env._("Renew"))
            offer(plot, "action_open_agreement", self.env._("Open the Agreement"))
        return actions
