def test_smoke(ada):
    for path in ("/", "/consignments/", "/consignments/?q=pears&state=new", "/consignments/?_sort=-boxes&_page=2", "/consignments/?_view=open", "/consignments/new", "/depots/?_view=find_depot&q=zzz", "/consignments.csv", "/consignments.xlsx", "/nope/", "/consignments/1"):
        r = ada.get(path)
        print(path, r.status_code, len(r.data))
        if r.status_code == 500: raise SystemExit
