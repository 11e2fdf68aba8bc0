curl -X POST https://api.example.vn/gui -H 'Content-Type: application/json' -d '{"KhoaApi":"A1B2C3D4E5F6","SoDienThoai":"0901230417","NoiDung":"Mã xác nhận của bạn là 1234","ThuongHieu":"SHOP"}'
