//! Turkish, Indonesian and Malay, Vietnamese: other families, in Latin letters.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[TURKISH, INDONESIAN, VIETNAMESE];

const TURKISH: Tongue = Tongue {
    alone: "iletişime_geçilmesin iletişime_geçme* iletişim_kurma* iletişim_kurulmasın temas_etme* rahatsız_etme* \
        rahatsız_edilmek_istem* aboneliğini_iptal abonelikten_çık* abonelikten_ayrıl* abonelik_iptal* \
        üyelikten_çık* onayını_geri_çek* onay_geri_çek* onay_geri_al* onayımı_geri_* \
        rızasını_geri_çek* rıza_geri_çek* izni_geri_çek* iznini_geri_çek* iznini_iptal* onay_vermiyor onay_yok \
        rıza_yok izin_vermiyor izin_yok verilerini_sil* verilerimi_sil* verilerin_silin* veri_silme \
        unutulma_hakkı yalnızca_posta sadece_posta sadece_telefon* yalnızca_telefon* \
        kara_liste yazmayın bir_daha_yazma* mail_atmayın mail_atma mesaj_atmayın aranmak_istemiyor",
    refuse: "istemediğ* istenmiyor ilgilenmiyor şikayetçi şikâyet* silinmesini istemiyor* istemez istemedi* \
        istemem istemediğini iptal* gönderme* gönderilmesin göndermeyin* gönderilmemesini yollama* atma \
        atmayın almak_istem* almayacak çıkar* çıkarılsın çıkmak çıktı ayrıldı ayrılmak silin* silinsin \
        sildir* kaldır* kaldırılsın reddet* reddetti reddediyor durdur* durdurulmasını kesilsin kesin_artık \
        vazgeç* bırak* bırakın engelle* şikayet* itiraz* yeter hayır artık_istem* olmasın yapılmasın \
        listeden_sil",
    many: "çok_fazla aşırı bu_kadar",
    topic: "e_posta* eposta* mail* mesaj* bülten* reklam* ileti* iletiler abonelik* aboneliğ* listeden liste \
        listesinden kampanya* tanıtım* pazarlama* duyuru* bilgilendirme* katalog* ticari_elektronik izin izni \
        onay* rıza* haber* istenmeyen*",
    mild: "hediye* kart kartı karta pasta* fatura* sipariş* kargo* paket* teslim* onay_maili doğrula* ulaşmadı gelmedi almadı sorun_yok unutma* \
        şifre* e_postası_yok maili_yok vazgeçme* durdurmayın",
};

const INDONESIAN: Tongue = Tongue {
    alone: "jangan_hubungi jangan_dihubungi tidak_mau_dihubungi tidak_ingin_dihubungi tak_mau_dihubungi \
        tak_nak_dihubungi tidak_mahu_dihubungi usah_hubungi usah_dihubungi jangan_ganggu jangan_tulis \
        jangan_menghubungi jangan_kontak berhenti_langgan* berhenti_berlangganan berhenti_melanggan \
        batal_langganan batal_berlangganan \
        membatalkan_langganan batalkan_langganan nyahlanggan tarik_balik_kebenaran tarik_balik_persetujuan \
        menarik_persetujuan mencabut_persetujuan cabut_persetujuan tanpa_persetujuan tanpa_izin tidak_setuju \
        tidak_bersetuju hapus_data padam_data penghapusan_data hak_untuk_dilupakan \
        hanya_lewat_telepon hanya_lewat_pos hanya_melalui_telefon hanya_melalui_pos senarai_hitam daftar_hitam",
    refuse: "mengeluh dilaporkan laporkan keberatan tidak_tertarik minta_keluar minta_dihapus dikeluarkan \
        tidak_mau tidak_ingin tidak_mahu tidak_nak tak_mau tak_nak tidak_menerima tidak_perlu tidak_minat \
        tidak_berminat tidak_suka gak_mau nggak_mau enggak_mau ga_mau ogah jangan jangan_kirim jangan_hantar usah \
        berhenti hentikan dihentikan menghentikan stop batal* membatalkan dibatalkan hapus* dihapus menghapus \
        keluar* \
        dikeluarkan keluarkan menolak tolak ditolak enggan padam* buang tanpa tiada_lagi cukup tarik_balik \
        mencabut cabut blokir sekat keberatan bantah* komplain aduan",
    many: "terlalu_banyak kebanyakan terlalu_sering terlalu_kerap",
    topic: "emel dari_senarai senarai daftar_email daftar_mailing dikirimi_email email* e_mel emel surel iklan* \
        milis langganan* berlangganan newsletter* buletin* surat_berita warta promosi* pesan pesanan_ringkas \
        mesej senarai_mel dari_senarai daripada_senarai dari_daftar daftar_email daftar_kirim* daftar_surat* \
        pemasaran* penawaran* tawaran* katalog* spam persetujuan kebenaran_e_mel",
    mild: "faktur* invois* pesanan_no paket* kirim_ke pengiriman* konfirmasi* pengesahan belum_terima \
        belum_diterima tidak_sampai masalah lupa* kata_sandi kata_laluan tidak_punya_email tiada_e_mel tiada_emel \
        tidak_ada_email kacang",
};

const VIETNAMESE: Tongue = Tongue {
    alone: "không_liên_hệ đừng_liên_hệ đừng_liên_lạc không_liên_lạc không_muốn_được_liên_hệ không_muốn_liên_hệ \
        đừng_làm_phiền không_làm_phiền hủy_đăng_ký huỷ_đăng_ký bỏ_đăng_ký ngừng_đăng_ký rút_lại_sự_đồng_ý \
        rút_đồng_ý rút_lại_đồng_ý không_đồng_ý chưa_đồng_ý_nhận xóa_dữ_liệu xoá_dữ_liệu xóa_thông_tin_cá_nhân \
        quyền_được_lãng_quên chỉ_qua_điện_thoại chỉ_gọi_điện chỉ_qua_bưu_điện danh_sách_đen đừng_viết \
        đừng_nhắn_tin không_nhắn_tin",
    refuse: "không_quan_tâm báo_spam gỡ_khỏi xóa_tên không_muốn không_nhận không_gửi không_cần không_thích \
        đừng_gửi đừng_email đừng_mail chớ_gửi không_còn_muốn hủy huỷ xóa xoá từ_chối ngừng ngưng dừng_gửi \
        yêu_cầu_dừng muốn_dừng xin_dừng hãy_dừng chấm_dứt thoát rút_khỏi phản_đối phàn_nàn khiếu_nại \
        bỏ_email bỏ_nhận bỏ_theo_dõi chặn_email rời_khỏi loại_khỏi",
    many: "quá_nhiều nhiều_quá quá_thường_xuyên",
    topic: "email* e_mail* mail* thư_điện_tử gửi_thư bản_tin quảng_cáo tin_nhắn khỏi_danh_sách danh_sách_gửi \
        danh_sách_nhận danh_sách_email khuyến_mãi khuyến_mại tiếp_thị thông_báo tin_tức thư_rác newsletter* \
        đăng_ký_nhận đăng_ký_bản_tin nhận_tin",
    mild: "hóa_đơn hoá_đơn đơn_hàng đơn giao_hàng gói_hàng bưu_kiện xác_nhận chưa_nhận_được không_nhận_được \
        không_vấn_đề quên mật_khẩu không_có_email hành",
};
