from api.conftest import app, floor, other, own_floor, tenant

__all__ = ["app", "floor", "other", "own_floor", "tenant"]
