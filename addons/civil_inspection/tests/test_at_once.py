from odoo import api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import InspectionCase


@tagged("post_install", "-at_install")
class TestAtOnce(TransactionCase):
    """Two people draw from the same campaign in transactions of their own."""

    def setUp(self):
        super().setUp()
        self.connection = db_connect(self.env.cr.dbname)
        self.addCleanup(self.change, self.remove)
        self.change(self.make)

    def change(self, method):
        with self.connection.cursor() as cursor:
            method(self.environment(cursor))
            cursor.commit()

    def environment(self, cr):
        context = {"tracking_disable": True, "lang": "en_US"}
        return api.Environment(cr, api.SUPERUSER_ID, context)

    def make(self, env):
        maker = type("Maker", (InspectionCase,), {"env": env})
        maker.unit = env.ref("civil_inspection.unit_mz")
        division = maker.make_division("997703", "At Once", "district")
        maker.east = division
        maker.kind = maker.make_kind("t-at-once")
        maker.make_objects(3)
        maker.make_inspector("Inspector A")
        maker.make_inspector("Inspector B")
        campaign = env["civil.inspection.campaign"].create(
            {
                "name": "At Once",
                "kind_id": maker.kind.id,
                "division_id": division.id,
                "date_from": "2024-03-11",
                "date_to": "2024-03-29",
                "rate": 1,
            }
        )
        campaign._write_guarded({"state": "approved"})
        self.campaign_id = campaign.id

    def remove(self, env):
        cr = env.cr
        tables = (
            "civil_inspection_draw_line",
            "civil_inspection_draw",
        )
        for table in tables:
            cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        env["civil.todo"].search([("res_model", "=", "civil.inspection")]).filtered(
            lambda todo: todo.division_id.code == "997703"
        ).unlink()
        cr.execute(
            "DELETE FROM civil_inspection WHERE campaign_id = %(id)s;"
            "DELETE FROM civil_inspection_draw_line WHERE draw_id IN"
            " (SELECT id FROM civil_inspection_draw WHERE campaign_id = %(id)s);"
            "DELETE FROM civil_inspection_draw WHERE campaign_id = %(id)s;"
            "DELETE FROM civil_inspection_campaign WHERE id = %(id)s",
            {"id": self.campaign_id},
        )
        for table in tables:
            cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        env.invalidate_all()
        kind = env["civil.inspection.kind"].search([("code", "=", "t-at-once")])
        env["civil.inspection.object"].search([("kind_ids", "in", kind.ids)]).unlink()
        env["civil.inspection.inspector"].search(
            [("certificate_number", "in", ("17A001", "17B001"))]
        ).unlink()
        kind.checklist_ids.unlink()
        kind.unlink()
        env["civil.division"].search([("code", "=", "997703")]).unlink()

    def campaign(self, cr):
        return self.environment(cr)["civil.inspection.campaign"].browse(
            self.campaign_id
        )

    @mute_logger("odoo.sql_db")
    def test_the_second_is_asked_to_try_again(self):
        with self.connection.cursor() as first, self.connection.cursor() as second:
            self.campaign(first).action_freeze()
            with self.assertRaisesRegex(UserError, "Somebody else"):
                self.campaign(second).action_freeze()
            second.rollback()
            first.commit()
        with self.connection.cursor() as first, self.connection.cursor() as second:
            self.campaign(first).action_draw()
            with self.assertRaisesRegex(UserError, "Somebody else"):
                self.campaign(second).action_draw()
            second.rollback()
            first.commit()
        with self.connection.cursor() as cr:
            campaign = self.campaign(cr)
            self.assertEqual(len(campaign.draw_ids), 1)
            self.assertEqual(len(campaign.inspection_ids), 3)
            with self.assertRaises(UserError):
                campaign.action_draw()
